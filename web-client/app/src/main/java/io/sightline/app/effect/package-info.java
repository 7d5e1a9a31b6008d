// SPDX-License-Identifier: Apache-2.0
/** Effects with depth on the page: what the worker made of a frame, its controls, its files. */
package io.sightline.app.effect;
