// SPDX-License-Identifier: Apache-2.0
/** What there is to compute on. */
package io.sightline.engine.device;
