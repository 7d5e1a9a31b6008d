// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Proxies as curl, npm and pip read them from the environment: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}, upper or lower case. The JDK reads none of
 * them.
 */
final class EnvironmentProxies extends ProxySelector {
    private final Map<String, String> environment;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        var host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        var proxy = value(uri.getScheme() + "_proxy");
        if (proxy.isEmpty()) {
            proxy = value("all_proxy");
        }
        if (proxy.isEmpty() || isExempt(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        var address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        int port = address.getPort() > 0 ? address.getPort() : 80;
        // Resolved by the client when it connects, not here.
        return List.of(
                new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(address.getHost(), port)));
    }

    private boolean isExempt(String host) {
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (var entry : value("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            var name = entry.startsWith(".") ? entry.substring(1) : entry;
            if (name.equals("*")
                    || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    private String value(String name) {
        var lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        return (lower.isBlank()
                        ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "")
                        : lower)
                .strip();
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request fails and says so.
    }
}
