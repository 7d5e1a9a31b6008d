// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.effect;

/** What is done to the picture by depth. */
public enum EffectKind {
    /** Nothing. */
    NONE("none"),
    /** What is out of focus is blurred. */
    BLUR("blur"),
    /** What is behind is replaced. */
    REPLACE("replace"),
    /** What is behind is taken away. */
    CUT_OUT("cutout"),
    /** Something is put into the scene. */
    OBJECT("object");

    private final String id;

    EffectKind(String id) {
        this.id = id;
    }

    /** In settings and messages. */
    public String id() {
        return id;
    }

    /** The kind of this id; NONE for an unknown one. */
    public static EffectKind of(String id) {
        for (var kind : values()) {
            if (kind.id.equals(id)) {
                return kind;
            }
        }
        return NONE;
    }
}
