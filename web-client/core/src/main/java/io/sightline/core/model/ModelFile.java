// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

/**
 * A file of a model as the server, or the hub, offers it.
 *
 * @param name file name
 * @param bytes exact length
 * @param sha256 lower-case hex digest; the page checks it before use
 * @param url relative to the site's root; absolute when the file comes from elsewhere
 */
public record ModelFile(String name, long bytes, String sha256, String url) {
    /** True when it comes from another host than the page. */
    public boolean elsewhere() {
        return url.contains("://");
    }

    /** Its absolute address on a site. */
    public String address(String site) {
        return elsewhere() ? url : site + url;
    }

    /** The host that it comes from when that is another. */
    public String host() {
        if (!elsewhere()) {
            return "";
        }
        int start = url.indexOf("://") + 3;
        int end = url.indexOf('/', start);
        return end < 0 ? url.substring(start) : url.substring(start, end);
    }
}
