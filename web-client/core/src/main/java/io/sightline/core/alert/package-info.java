// SPDX-License-Identifier: Apache-2.0
/**
 * From a subject that passes a rule's gates to one alert, told once: gates with their numbers,
 * cases, the queue of questions, alerts, near misses.
 */
package io.sightline.core.alert;
