// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tunnel/tunnel_route.h"

#include <array>
#include <cstdint>
#include <string>

namespace slipway {

/// The bytes of one connection to a port of a pod, as messages of "v4.channel.k8s.io" carry them.
///
/// A message's first byte is its channel: 0 holds the bytes, 1 what went wrong in words. Each channel begins
/// with the port, two bytes with the lower one first. Source: kubernetes/kubernetes,
/// pkg/kubelet/cri/streaming/portforward/websocket.go (later in staging/src/k8s.io/cri-streaming), and
/// wsstream/conn.go.
class ChannelTraffic final : public net::TunnelTraffic {
public:
    /// `where` is said in errors: "the pod team/web".
    ChannelTraffic(std::uint16_t port, std::string where);

    std::string_view prefix() const override;
    Result<std::string_view> take(const net::MessagePart& part) override;
    Result<void> end() override;

private:
    std::size_t takePort(std::size_t channel, std::string_view bytes);

    std::uint16_t port_;
    std::string where_;
    int channel_ = -1;                      ///< Of the present message, once its first byte has come.
    std::array<std::string, 2> port_said_;  ///< As far as it has come.
    std::string problem_;
};

}  // namespace slipway
