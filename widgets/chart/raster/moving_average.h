// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace slipway {

/// TensorBoard's debiased exponential moving average: last = last * w + (1 - w) * y, out = last / (1 - w^n).
/// Values that are not finite pass through uncounted.
class MovingAverage {
public:
    explicit MovingAverage(double weight) : weight_(weight) {}

    double next(double y);

private:
    double weight_;
    double last_ = 0;
    double debias_ = 1;  ///< w^n.
    double first_ = 0;
    bool any_ = false;
    bool constant_ = true;
};

}  // namespace slipway
