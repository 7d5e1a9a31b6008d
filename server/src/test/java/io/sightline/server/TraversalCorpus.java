// SPDX-License-Identifier: Apache-2.0
package io.sightline.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ways that have been used to make a server read outside its root. */
final class TraversalCorpus {

    private TraversalCorpus() {}

    /**
     * Raw request paths that aim at {@code secret.txt} one or more levels above the root, or at a
     * system file.
     */
    static Stream<String> paths() {
        List<String> dots =
                List.of(
                        "..",
                        "%2e%2e",
                        "%2E%2e",
                        ".%2e",
                        "%252e%252e",
                        "%25252e%25252e",
                        "%c0%ae%c0%ae",
                        "%e0%80%ae%e0%80%ae",
                        "%f0%80%80%ae%f0%80%80%ae",
                        "%u002e%u002e",
                        "..%00",
                        "..;",
                        "..;x=1",
                        ".. ",
                        "..%20",
                        "..%09",
                        "...",
                        "%ff..",
                        "..%01");
        List<String> slashes =
                List.of(
                        "/",
                        "%2f",
                        "%252f",
                        "%c0%af",
                        "%e0%80%af",
                        "\\",
                        "%5c",
                        "%255c",
                        "/./",
                        "//",
                        "%2f%2f");
        List<String> paths = new ArrayList<>();
        for (String dot : dots) {
            for (String slash : slashes) {
                paths.add("/" + dot + slash + "secret.txt");
                paths.add("/assets/" + dot + slash + dot + slash + "secret.txt");
                paths.add("/" + (dot + slash).repeat(12) + "etc/passwd");
            }
        }
        paths.addAll(
                List.of(
                        "//etc/passwd",
                        "/%2fetc/passwd",
                        "/%2Fetc%2Fpasswd",
                        "/C:/Windows/win.ini",
                        "/C:%5cWindows%5cwin.ini",
                        "/c%3a/secret.txt",
                        "/file:///etc/passwd",
                        "/%5c%5chost%5cshare",
                        "/\\\\host\\share",
                        "/app.js%00.html",
                        "/app.js::$DATA",
                        "/app.js%3a%3a$DATA",
                        "/app.js.",
                        "/app.js%20",
                        "/.git/config",
                        "/.hidden",
                        "/assets/.hidden",
                        "/%2egit/config",
                        "/%",
                        "/%2",
                        "/%zz",
                        "/a%",
                        "/%ed%a0%80",
                        "/a/%2e/app.js",
                        "/./app.js",
                        "/assets//app.js",
                        "/assets/%00",
                        "/*",
                        "/a|b",
                        "/%7F",
                        "/" + "a".repeat(300)));
        return paths.stream();
    }
}
