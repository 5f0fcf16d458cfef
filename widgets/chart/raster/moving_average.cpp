// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/moving_average.h"

#include <cmath>

namespace slipway {

double MovingAverage::next(double y)
{
    if (!std::isfinite(y))
        return y;
    if (!any_)
        first_ = y;
    any_ = true;
    constant_ = constant_ && y == first_;
    last_ = last_ * weight_ + (1 - weight_) * y;
    debias_ *= weight_;
    return constant_ ? y : last_ / (1 - debias_);
}

}  // namespace slipway
