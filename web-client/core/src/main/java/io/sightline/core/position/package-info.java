// SPDX-License-Identifier: Apache-2.0
/** Where tracked things are, from depth, each figure with its uncertainty. */
package io.sightline.core.position;
