// SPDX-License-Identifier: Apache-2.0
// The spread of a depth map: extremes, 2nd and 98th percentiles, and how many values are no numbers.
// Twin: io.sightline.core.depth.DepthPostprocessor.range.
//
// group 0   binding 0   the map, [count]
//           binding 1   scratch, 4 + 1024 words, all 0 before the first of the three
//           binding 2   the result
//           binding 3   the count and the shares
// workgroup 256 x 1 x 1; in this order:
//   extremes      any number of workgroups
//   histogram     any number of workgroups
//   percentiles   one workgroup

const BINS = 1024u;
const SIZE = 256u;

struct Settings {
  count: u32,
  // The number of values below the low and the high percentile.
  low: f32,
  high: f32,
}

struct Range {
  least: f32,
  greatest: f32,
  low: f32,
  high: f32,
  // Values that are not finite; they count for nothing else.
  broken: u32,
}

struct Scratch {
  // The keys' complement and the keys, so that 0 is where both begin.
  least: atomic<u32>,
  greatest: atomic<u32>,
  broken: atomic<u32>,
  unused: u32,
  bins: array<atomic<u32>, BINS>,
}

@group(0) @binding(0) var<storage, read> map: array<f32>;
@group(0) @binding(1) var<storage, read_write> scratch: Scratch;
@group(0) @binding(2) var<storage, read_write> range: Range;
@group(0) @binding(3) var<uniform> settings: Settings;

var<workgroup> least: atomic<u32>;
var<workgroup> greatest: atomic<u32>;
var<workgroup> broken: atomic<u32>;
var<workgroup> bins: array<atomic<u32>, BINS>;
var<workgroup> sums: array<u32, SIZE>;

// By its bits: a compiler may take for granted that there is no NaN.
fn finite(bits: u32) -> bool {
  return (bits & 0x7f800000u) != 0x7f800000u;
}

// Keys stand in the order of the values.
fn key(bits: u32) -> u32 {
  return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
}

fn value(key: u32) -> f32 {
  return bitcast<f32>(select(~key, key & 0x7fffffffu, (key >> 31u) == 1u));
}

@compute @workgroup_size(256)
fn extremes(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  var low = 0u;
  var high = 0u;
  var bad = 0u;
  for (var i = id.x; i < settings.count; i += groups.x * SIZE) {
    let bits = bitcast<u32>(map[i]);
    if (finite(bits)) {
      low = max(low, ~key(bits));
      high = max(high, key(bits));
    } else {
      bad++;
    }
  }
  atomicMax(&least, low);
  atomicMax(&greatest, high);
  atomicAdd(&broken, bad);
  workgroupBarrier();
  if (local == 0u) {
    atomicMax(&scratch.least, atomicLoad(&least));
    atomicMax(&scratch.greatest, atomicLoad(&greatest));
    atomicAdd(&scratch.broken, atomicLoad(&broken));
  }
}

@compute @workgroup_size(256)
fn histogram(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
  @builtin(num_workgroups) groups: vec3<u32>,
) {
  let low = value(~atomicLoad(&scratch.least));
  let high = value(atomicLoad(&scratch.greatest));
  let scale = f32(BINS - 1u) / (high - low);
  for (var i = id.x; i < settings.count; i += groups.x * SIZE) {
    let bits = bitcast<u32>(map[i]);
    if (finite(bits) && high > low) {
      atomicAdd(&bins[min(BINS - 1u, u32((bitcast<f32>(bits) - low) * scale))], 1u);
    }
  }
  workgroupBarrier();
  for (var i = local; i < BINS; i += SIZE) {
    let count = atomicLoad(&bins[i]);
    if (count > 0u) {
      atomicAdd(&scratch.bins[i], count);
    }
  }
}

@compute @workgroup_size(256)
fn percentiles(@builtin(local_invocation_index) local: u32) {
  let each = BINS / SIZE;
  var own = 0u;
  for (var i = 0u; i < each; i++) {
    own += atomicLoad(&scratch.bins[local * each + i]);
  }
  sums[local] = own;
  for (var step = 1u; step < SIZE; step *= 2u) {
    workgroupBarrier();
    let before = select(0u, sums[max(local, step) - step], local >= step);
    workgroupBarrier();
    sums[local] += before;
  }
  let low = value(~atomicLoad(&scratch.least));
  let high = value(atomicLoad(&scratch.greatest));
  if (local == 0u) {
    range.least = low;
    range.greatest = high;
    range.broken = atomicLoad(&scratch.broken);
    if (!(high > low)) {
      range.low = low;
      range.high = low;
    }
  }
  if (high > low) {
    let scale = (high - low) / f32(BINS - 1u);
    var seen = sums[local] - own;
    for (var i = 0u; i < each; i++) {
      let bin = local * each + i;
      let count = atomicLoad(&scratch.bins[bin]);
      // Exactly one bin holds each percentile.
      if (f32(seen) < settings.low && settings.low <= f32(seen + count)) {
        range.low = low + position(bin, settings.low - f32(seen), count) * scale;
      }
      if (f32(seen) < settings.high && settings.high <= f32(seen + count)) {
        range.high = low + position(bin, settings.high - f32(seen), count) * scale;
      }
      seen += count;
    }
  }
}

fn position(bin: u32, wanted: f32, count: u32) -> f32 {
  return min(f32(BINS - 1u), f32(bin) + wanted / f32(count));
}
