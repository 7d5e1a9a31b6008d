// SPDX-License-Identifier: Apache-2.0
/** The page and its surroundings: what TeaVM's own binding lacks. */
package io.sightline.glue.dom;
