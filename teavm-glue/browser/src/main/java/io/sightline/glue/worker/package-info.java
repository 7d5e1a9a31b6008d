// SPDX-License-Identifier: Apache-2.0
/** Messages between pages and workers. */
package io.sightline.glue.worker;
