// SPDX-License-Identifier: Apache-2.0
/** Archives that are written as a stream: client-zip, fetched when it is wanted. */
package io.sightline.glue.zip;
