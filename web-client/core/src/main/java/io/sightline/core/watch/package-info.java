// SPDX-License-Identifier: Apache-2.0
/** Rules held against a stream, step by step: what to ask, whom to alert, what nearly was. */
package io.sightline.core.watch;
