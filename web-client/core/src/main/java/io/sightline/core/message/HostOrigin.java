// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.message;

/**
 * The origin of the page that shows this one in a frame, as it names itself in the frame's address.
 * Messages go to that origin alone: a page that names another one gets none, which the browser sees
 * to.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/web-messaging.html">HTML, postMessage</a>
 */
public final class HostOrigin {
    private static final String SECURE = "https://";
    private static final String PLAIN = "http://";
    private static final int LONGEST = 300;

    private HostOrigin() {}

    /**
     * The origin that was named; null where it is none. Only secure ones and those of this machine
     * are: {@code https://shop.example}, {@code https://shop.example:8443}, {@code
     * http://localhost:3000}.
     */
    public static String of(String named) {
        if (named == null || named.length() > LONGEST) {
            return null;
        }
        boolean secure = named.startsWith(SECURE);
        if (!secure && !named.startsWith(PLAIN)) {
            return null;
        }
        var rest = named.substring(secure ? SECURE.length() : PLAIN.length());
        int colon = rest.indexOf(':');
        var host = colon < 0 ? rest : rest.substring(0, colon);
        if (colon >= 0 && !isPort(rest.substring(colon + 1)) || !isHost(host)) {
            return null;
        }
        boolean local =
                host.equals("localhost") || host.endsWith(".localhost") || host.equals("127.0.0.1");
        return secure || local ? named : null;
    }

    private static boolean isPort(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5;
        for (int i = 0; i < text.length(); ++i) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits && Integer.parseInt(text) > 0 && Integer.parseInt(text) <= 65535;
    }

    /** Of labels in lower case, as browsers write origins. */
    private static boolean isHost(String text) {
        boolean between = false;
        for (int i = 0; i < text.length(); ++i) {
            char each = text.charAt(i);
            boolean letter = each >= 'a' && each <= 'z' || each >= '0' && each <= '9';
            if (!letter && !between) {
                return false;
            }
            if (!letter && each != '-' && each != '.' && each != '_') {
                return false;
            }
            between = each != '.';
        }
        return between;
    }
}
