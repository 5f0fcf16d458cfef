// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace slipway {

inline constexpr int smallest_text = 11;
inline constexpr int usual_text = 13;
inline constexpr int largest_text = 20;

/// The size of plain text in pixels, of the whole application; other sizes follow in proportion. The theme
/// paints everything anew. Kept within the limits above.
void setTextSize(int pixels);
int textSize();

/// What `pixels` at the usual size come to.
int scaledText(int pixels);

}  // namespace slipway
