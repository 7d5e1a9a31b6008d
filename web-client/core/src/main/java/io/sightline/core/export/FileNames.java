// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.export;

/** Names under which results are saved. */
public final class FileNames {
    private FileNames() {}

    /**
     * A name that every file system takes.
     *
     * @param source that the result is of: the name of a file, or any other
     * @param what it shows of it
     * @param extension with its dot
     */
    public static String of(String source, String what, String extension) {
        int dot = source.lastIndexOf('.');
        var stem = new StringBuilder();
        var base = dot > 0 ? source.substring(0, dot) : source;
        for (int i = 0; i < base.length(); ++i) {
            char c = base.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-';
            stem.append(plain ? c : '_');
        }
        if (stem.length() == 0) {
            stem.append("sightline");
        }
        return stem + "-" + what + extension;
    }
}
