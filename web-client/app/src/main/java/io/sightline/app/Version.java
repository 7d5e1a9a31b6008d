// SPDX-License-Identifier: Apache-2.0
package io.sightline.app;

/** The product's version. */
public final class Version {
    /** As the root pom has it, without "-SNAPSHOT"; a test compares both. */
    public static final String TEXT = "0.1.0";

    private Version() {}
}
