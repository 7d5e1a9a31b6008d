// SPDX-License-Identifier: Apache-2.0
// A map in half precision becomes one in single precision, which all that follows reads.
// Twin: io.sightline.core.depth.HalfPrecision. Every value stays what it is.
//
// A line before this text says what a value of the map is: "enable f16; alias Value = f16;".
//
// group 0   binding 0   the model's map, [count]
//           binding 1   the same, [count]
// workgroup 256 x 1 x 1, any number of workgroups

@group(0) @binding(0) var<storage, read> half: array<Value>;
@group(0) @binding(1) var<storage, read_write> map: array<f32>;

@compute @workgroup_size(256)
fn widen(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = id.x; i < arrayLength(&map); i += groups.x * 256u) {
    map[i] = f32(half[i]);
  }
}
