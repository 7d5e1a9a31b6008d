// SPDX-License-Identifier: Apache-2.0
/** What is there, from measurements alone, grouped and rounded as people say it. */
package io.sightline.core.fact;
