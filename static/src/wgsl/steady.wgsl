// SPDX-License-Identifier: Apache-2.0
// What a stabiliser does to the pixels of its maps.
// Twin: io.sightline.core.steady.ArraySteadyMaps, whose kernels are in SteadyKernels; the methods of SteadyMaps say when.
//
// group 0   binding 0   the model's map, [height, width]
//           binding 1   what it is compared with, [height, width]: the map before, the reference or the steady map
//           binding 2   the steady map, [height, width]
//           binding 3   the reference, [height, width]
//           binding 4   how many values each pixel of the reference is the mean of, [height, width]
//           binding 5   what moves, [height, width], 0 or 1, four pixels to a word, the first in the lowest byte
//           binding 6   sums: of "sums" three a block, row by row: pixels that count, values, values compared with;
//                       of "blend" three a workgroup: pixels at rest, change of the model's map, of the steady map
//           binding 7   settings
// workgroup 64 x 1 x 1
//   sums     one workgroup a block
//   forget, align, blend   any number of workgroups

const SIZE = 64u;

struct Settings {
  width: u32,
  height: u32,
  // edge of a block
  block: u32,
  // of "sums": 1 where only what rests and what the reference has seen counts
  learnt: u32,
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
}

@group(0) @binding(0) var<storage, read> map: array<f32>;
@group(0) @binding(1) var<storage, read> other: array<f32>;
@group(0) @binding(2) var<storage, read_write> steady: array<f32>;
@group(0) @binding(3) var<storage, read_write> reference: array<f32>;
@group(0) @binding(4) var<storage, read_write> seen: array<u32>;
@group(0) @binding(5) var<storage, read> moving: array<u32>;
@group(0) @binding(6) var<storage, read_write> totals: array<f32>;
@group(0) @binding(7) var<uniform> settings: Settings;

var<workgroup> parts: array<vec3<f32>, SIZE>;

fn moves(i: u32) -> bool {
  return ((moving[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u;
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
    if (settings.learnt == 0u || (!moves(i) && seen[i] != 0u)) {
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
