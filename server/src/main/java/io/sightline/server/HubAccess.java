// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import io.sightline.models.catalogue.Catalogue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Leave for the page to get models from the model hub itself, given by whoever runs the server.
 * Without it the page may connect to its own origin only.
 *
 * @param address of the hub, without a slash at its end
 * @param sources what {@code connect-src} of the CSP gains: the hub, and where it redirects
 *     downloads to
 */
public record HubAccess(String address, List<String> sources) {

    /** What the option says, in both commands that have it. */
    static final String OPTION = "--hub";

    /**
     * Reads the option's value.
     *
     * @param value empty for the catalogue's hub; else the address of a mirror, then any further
     *     hosts that it redirects downloads to, separated by spaces
     * @throws IllegalArgumentException naming what is no address
     */
    static HubAccess of(String value, Catalogue catalogue) {
        if (value.isBlank()) {
            var sources = new ArrayList<String>();
            sources.add(origin(catalogue.hub()));
            sources.addAll(catalogue.hubDownloads());
            return new HubAccess(withoutSlash(catalogue.hub()), List.copyOf(sources));
        }
        String[] addresses = value.strip().split(" +");
        var sources = new ArrayList<String>();
        for (String address : addresses) {
            sources.add(origin(address));
        }
        return new HubAccess(withoutSlash(addresses[0]), List.copyOf(sources));
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static String origin(String address) {
        // More than this could end the directive, or the header.
        if (!address.matches(
                "https?://(\\*\\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")) {
            throw new IllegalArgumentException(
                    OPTION
                            + " takes the address of a mirror of the hub, and after it the hosts that it"
                            + " redirects to, separated by spaces, such as \"https://mirror.example"
                            + " https://files.example\"; got \""
                            + address
                            + "\"");
        }
        URI uri = URI.create(address.replace("*.", ""));
        String host = address.contains("://*.") ? "*." + uri.getHost() : uri.getHost();
        return uri.getScheme() + "://" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
