// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.metres;

import java.util.List;

/** In which unit a person reads and gives lengths. Everything inside is in metres. */
public enum LengthUnit {
    /** The metre. */
    METRE("m", "meter", 1),
    /** The international foot, exactly 0.3048 m. */
    FOOT("ft", "foot", 0.3048);

    /** Where lengths are given in feet, by ISO 3166: CLDR's measurement system "US". */
    private static final List<String> FEET = List.of("US", "LR");

    private final String id;
    private final String intl;
    private final double metres;

    LengthUnit(String id, String intl, double metres) {
        this.id = id;
        this.intl = intl;
        this.metres = metres;
    }

    /** Its name in files and on the page. */
    public String id() {
        return id;
    }

    /** Its name in ECMA-402. */
    public String intl() {
        return intl;
    }

    /** So many of it, in metres. */
    public double toMetres(double length) {
        return length * metres;
    }

    /** So many metres, in it. */
    public double ofMetres(double length) {
        return length / metres;
    }

    /** The unit of this name, or null. */
    public static LengthUnit ofId(String id) {
        for (var unit : values()) {
            if (unit.id.equals(id)) {
                return unit;
            }
        }
        return null;
    }

    /**
     * What readers of a language use.
     *
     * @param language BCP 47, such as en-US
     */
    public static LengthUnit ofLanguage(String language) {
        for (var region : FEET) {
            if (language.endsWith("-" + region)) {
                return FOOT;
            }
        }
        return METRE;
    }
}
