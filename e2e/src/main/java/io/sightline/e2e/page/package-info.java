// SPDX-License-Identifier: Apache-2.0
/** The page as a person and a program see it. */
package io.sightline.e2e.page;
