// SPDX-License-Identifier: Apache-2.0
/** Pictures and clips that the tests make for themselves. */
package io.sightline.e2e.media;
