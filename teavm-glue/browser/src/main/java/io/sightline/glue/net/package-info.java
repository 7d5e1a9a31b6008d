// SPDX-License-Identifier: Apache-2.0
/** Fetching and streams. */
package io.sightline.glue.net;
