// SPDX-License-Identifier: Apache-2.0
// What a stabiliser does to the pixels of its maps.
// Twin: io.sightline.core.steady.ArraySteadyMaps, whose kernels are in SteadyKernels; the methods of SteadyMaps say when.
//
// group 0   binding 0   the model's map, [height, width]
//           binding 1   what it is compared with, [height, width]: the map before, the reference, the steady map or the
//                       carried one
//           binding 2   the steady map, [height, width]
//           binding 3   the reference, [height, width]
//           binding 4   how many values each pixel of the reference is the mean of, [height, width]
//           binding 5   what moves, [height, width], 1, or 2 where the frame before did not show it, else 0; four pixels to
//                       a word, the first in the lowest byte
//           binding 6   sums: of "sums" three a block, row by row: pixels that count, values, values compared with;
//                       of "blend" and "follow" three a workgroup: pixels at rest, change of the model's map, of the steady map
//           binding 7   settings
//           binding 8   the steady map carried along a movement of the camera, [height, width]
// workgroup 64 x 1 x 1
//   sums     one workgroup a block
//   forget, align, blend, carry, follow   any number of workgroups

const SIZE = 64u;

struct Settings {
  width: u32,
  height: u32,
  // edge of a block
  block: u32,
  // of "sums": 0 where all counts, 1 where what rests and the reference has seen does, 2 where what the frame before
  // showed does
  counts: u32,
  scale: f32,
  shift: f32,
  atRest: f32,
  inMotion: f32,
  jump: f32,
  tolerance: f32,
  // the least that a value counts as in a relative change, of the model's maps and of the steady ones
  least: f32,
  leastSteady: f32,
  build: u32,
  pursuit: f32,
  // of "follow"
  follow: f32,
  // where a pixel was in the frame before: (xx x + xy y + x0, yx x + yy y + y0)
  xx: f32,
  xy: f32,
  x0: f32,
  yx: f32,
  yy: f32,
  y0: f32,
}

@group(0) @binding(0) var<storage, read> map: array<f32>;
@group(0) @binding(1) var<storage, read> other: array<f32>;
@group(0) @binding(2) var<storage, read_write> steady: array<f32>;
@group(0) @binding(3) var<storage, read_write> reference: array<f32>;
@group(0) @binding(4) var<storage, read_write> seen: array<u32>;
@group(0) @binding(5) var<storage, read> moving: array<u32>;
@group(0) @binding(6) var<storage, read_write> totals: array<f32>;
@group(0) @binding(7) var<uniform> settings: Settings;
@group(0) @binding(8) var<storage, read_write> carried: array<f32>;

var<workgroup> parts: array<vec3<f32>, SIZE>;

fn movement(i: u32) -> u32 {
  return (moving[i / 4u] >> (8u * (i % 4u))) & 0xffu;
}

fn moves(i: u32) -> bool {
  return movement(i) != 0u;
}

fn known(i: u32) -> bool {
  switch settings.counts {
    case 1u: {
      return !moves(i) && seen[i] != 0u;
    }
    case 2u: {
      return movement(i) < 2u;
    }
    default: {
      return true;
    }
  }
}

// What "other" was where pixel i was in the frame before: bilinear, the border repeated.
fn before(i: u32) -> f32 {
  let x = f32(i % settings.width);
  let y = f32(i / settings.width);
  let at = clamp(
    vec2<f32>(
      settings.xx * x + settings.xy * y + settings.x0,
      settings.yx * x + settings.yy * y + settings.y0,
    ),
    vec2<f32>(0.0),
    vec2<f32>(f32(settings.width - 1u), f32(settings.height - 1u)),
  );
  let left = u32(at.x);
  let right = min(left + 1u, settings.width - 1u);
  let row = u32(at.y) * settings.width;
  let below = min(u32(at.y) + 1u, settings.height - 1u) * settings.width;
  let part = at - floor(at);
  return mix(
    mix(other[row + left], other[row + right], part.x),
    mix(other[below + left], other[below + right], part.x),
    part.y,
  );
}

// The sum over the workgroup, in its first invocation.
fn gather(local: u32, own: vec3<f32>) -> vec3<f32> {
  parts[local] = own;
  for (var half = SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) {
      parts[local] += parts[local + half];
    }
  }
  return parts[0];
}

fn put(at: u32, sum: vec3<f32>) {
  totals[at * 3u] = sum.x;
  totals[at * 3u + 1u] = sum.y;
  totals[at * 3u + 2u] = sum.z;
}

@compute @workgroup_size(64)
fn sums(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let across = (settings.width + settings.block - 1u) / settings.block;
  let left = group.x % across * settings.block;
  let top = group.x / across * settings.block;
  let columns = min(settings.block, settings.width - left);
  let rows = min(settings.block, settings.height - top);
  var own = vec3<f32>(0.0);
  for (var k = local; k < columns * rows; k += SIZE) {
    let i = (top + k / columns) * settings.width + left + k % columns;
    if (known(i)) {
      own += vec3<f32>(1.0, map[i], other[i]);
    }
  }
  let sum = gather(local, own);
  if (local == 0u) {
    put(group.x, sum);
  }
}

@compute @workgroup_size(64)
fn forget(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < settings.width * settings.height; i += groups.x * SIZE) {
    reference[i] = steady[i];
    seen[i] = 1u;
  }
}

@compute @workgroup_size(64)
fn align(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < settings.width * settings.height; i += groups.x * SIZE) {
    steady[i] = settings.scale * map[i] + settings.shift;
  }
}

@compute @workgroup_size(64)
fn blend(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  var own = vec3<f32>(0.0);
  for (var i = id.x; i < settings.width * settings.height; i += groups.x * SIZE) {
    let aligned = settings.scale * map[i] + settings.shift;
    let before = steady[i];
    let off = aligned - before;
    if (moves(i)) {
      // Another surface came into sight: a part of the old one would be a ghost.
      steady[i] = before + select(settings.inMotion, 1.0, abs(off) > settings.jump) * off;
    } else {
      let now = before + settings.atRest * off;
      steady[i] = now;
      learn(i, aligned - reference[i]);
      own += vec3<f32>(
        1.0,
        abs(map[i] - other[i]) / max(abs(other[i]), settings.least),
        abs(now - before) / max(abs(before), settings.leastSteady),
      );
    }
  }
  let sum = gather(local, own);
  if (local == 0u) {
    put(group.x, sum);
  }
}

fn learn(i: u32, off: f32) {
  if (seen[i] < settings.build) {
    seen[i]++;
    reference[i] += off / f32(seen[i]);
  } else if (abs(off) > settings.tolerance) {
    reference[i] += settings.pursuit * off;
  }
}

@compute @workgroup_size(64)
fn carry(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < settings.width * settings.height; i += groups.x * SIZE) {
    carried[i] = before(i);
  }
}

@compute @workgroup_size(64)
fn follow(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(num_workgroups) groups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  var own = vec3<f32>(0.0);
  for (var i = id.x; i < settings.width * settings.height; i += groups.x * SIZE) {
    let aligned = settings.scale * map[i] + settings.shift;
    let off = aligned - carried[i];
    let old = before(i);
    let rests = !moves(i);
    let now = select(aligned, carried[i] + settings.follow * off, rests && abs(off) <= settings.jump);
    steady[i] = now;
    if (rests) {
      own += vec3<f32>(
        1.0,
        abs(map[i] - old) / max(abs(old), settings.least),
        abs(now - carried[i]) / max(abs(carried[i]), settings.leastSteady),
      );
    }
  }
  let sum = gather(local, own);
  if (local == 0u) {
    put(group.x, sum);
  }
}
