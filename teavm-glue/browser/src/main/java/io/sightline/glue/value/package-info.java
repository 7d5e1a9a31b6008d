// SPDX-License-Identifier: Apache-2.0
/** Structured values between Java and JavaScript. */
package io.sightline.glue.value;
