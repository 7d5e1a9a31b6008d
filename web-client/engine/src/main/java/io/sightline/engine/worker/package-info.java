// SPDX-License-Identifier: Apache-2.0
/** What the workers have in common. */
package io.sightline.engine.worker;
