// SPDX-License-Identifier: Apache-2.0
/** What to watch for, when and where, and what to do about it: rules, read from anyone's JSON. */
package io.sightline.core.rule;
