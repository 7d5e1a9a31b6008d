// SPDX-License-Identifier: Apache-2.0
/**
 * The motion gate: whether something new is before a standing camera, and where, from small grey
 * frames alone; so cheap that every frame passes it, so that few frames need a model.
 */
package io.sightline.core.gate;
