// SPDX-License-Identifier: Apache-2.0
/** What is on a frame: boxes with labels. */
package io.sightline.core.detect;
