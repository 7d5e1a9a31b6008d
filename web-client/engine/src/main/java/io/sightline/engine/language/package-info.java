// SPDX-License-Identifier: Apache-2.0
/** The language worker: words and verdicts about frames. */
package io.sightline.engine.language;
