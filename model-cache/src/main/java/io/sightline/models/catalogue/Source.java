// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Where a variant can be had. */
public sealed interface Source {
    /** The spelling in JSON and in the store's record. */
    String type();

    /** What a person would search for: repository, package or address. */
    String detail();

    /**
     * A repository of a Hugging Face hub.
     *
     * @param repo owner/name
     * @param revision commit, so that the files cannot change under us
     * @param paths path within the repository by file name
     */
    record HuggingFace(String repo, String revision, Map<String, String> paths) implements Source {
        @Override
        public String type() {
            return "huggingface";
        }

        @Override
        public String detail() {
            return repo + "@" + revision;
        }
    }

    /**
     * Files at fixed addresses, such as those of a release.
     *
     * @param urls address by file name
     */
    record Release(Map<String, String> urls) implements Source {
        @Override
        public String type() {
            return "release";
        }

        @Override
        public String detail() {
            return String.join(" ", urls.values());
        }
    }

    /**
     * Files inside an npm package, had through the user's own npm configuration.
     *
     * @param name of the package
     * @param version exact
     * @param bytes length of the package file
     * @param sha256 of the package file
     * @param entries what is taken out of it
     * @param translation how the entries become the variant's one file
     */
    record Npm(
            String name,
            String version,
            long bytes,
            String sha256,
            List<Entry> entries,
            Translation translation)
            implements Source {
        @Override
        public String type() {
            return "npm";
        }

        @Override
        public String detail() {
            return name + "@" + version;
        }
    }

    /**
     * A file inside a package.
     *
     * @param path within the package
     * @param as the name the translation knows it by
     * @param bytes its length
     * @param sha256 of its content
     */
    record Entry(String path, String as, long bytes, String sha256) {}

    /**
     * Files that come with this build: the demonstration models, which are our own.
     *
     * @param folder among the resources
     * @param paths path within the folder by file name
     */
    record Bundled(String folder, Map<String, String> paths) implements Source {
        @Override
        public String type() {
            return "bundled";
        }

        @Override
        public String detail() {
            return folder;
        }

        /** A file's content, or null where this build lacks it. */
        public InputStream open(String file) {
            return Bundled.class.getResourceAsStream(
                    "/io/sightline/models/" + folder + "/" + paths.get(file));
        }
    }

    /** A folder or archive that a person has: only through {@code import}. */
    record Local() implements Source {
        @Override
        public String type() {
            return "local";
        }

        @Override
        public String detail() {
            return "import";
        }
    }
}
