// SPDX-License-Identifier: Apache-2.0
/** The watch worker: looks at every frame, and holds rules against what the models see. */
package io.sightline.engine.watch;
