// SPDX-License-Identifier: Apache-2.0
// A frame becomes the depth model's input: cubic resize, mean and standard deviation, planes of red, green and blue.
// Twin: io.sightline.core.depth.DepthPreprocessor. The taps are computed by its CubicTaps and only read here.
//
// A line before this text says what a value of the tensor is: "alias Value = f32;" or "enable f16; alias Value = f16;".
//
// group 0   binding 0   the frame of entry "video", which lasts until the task ends
//           binding 1   the frame of entry "picture", [source height, source width], 0 to 1, not premultiplied
//           binding 2   one tap for each column of the input, then one for each row
//           binding 3   the tensor, [3, height, width]
//           binding 4   sizes and scales
// workgroup 8 x 8 x 1, one invocation a pixel of the input: dispatch ceil(width / 8), ceil(height / 8), 1

struct Tap {
  at: vec4<u32>,
  weight: vec4<f32>,
}

struct Input {
  // 1 / std, and -mean / std
  factor: vec3<f32>,
  width: u32,
  offset: vec3<f32>,
  height: u32,
}

@group(0) @binding(0) var frame: texture_external;
@group(0) @binding(1) var still: texture_2d<f32>;
@group(0) @binding(2) var<storage, read> taps: array<Tap>;
@group(0) @binding(3) var<storage, read_write> tensor: array<Value>;
@group(0) @binding(4) var<uniform> input: Input;

fn put(x: u32, y: u32, colour: vec3<f32>) {
  let value = colour * input.factor + input.offset;
  let plane = input.width * input.height;
  let index = y * input.width + x;
  tensor[index] = Value(value.r);
  tensor[plane + index] = Value(value.g);
  tensor[2u * plane + index] = Value(value.b);
}

// What a canvas would give: a pixel without any opacity has no colour.
fn seen(pixel: vec4<f32>) -> vec3<f32> {
  return select(vec3<f32>(0.0), pixel.rgb, pixel.a > 0.0);
}

@compute @workgroup_size(8, 8)
fn video(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= input.width || id.y >= input.height) {
    return;
  }
  let across = taps[id.x];
  let down = taps[input.width + id.y];
  var sum = vec3<f32>(0.0);
  for (var j = 0u; j < 4u; j++) {
    var row = vec3<f32>(0.0);
    for (var i = 0u; i < 4u; i++) {
      row += seen(textureLoad(frame, vec2<u32>(across.at[i], down.at[j]))) * across.weight[i];
    }
    sum += row * down.weight[j];
  }
  put(id.x, id.y, sum);
}

@compute @workgroup_size(8, 8)
fn picture(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= input.width || id.y >= input.height) {
    return;
  }
  let across = taps[id.x];
  let down = taps[input.width + id.y];
  var sum = vec3<f32>(0.0);
  for (var j = 0u; j < 4u; j++) {
    var row = vec3<f32>(0.0);
    for (var i = 0u; i < 4u; i++) {
      row += seen(textureLoad(still, vec2<u32>(across.at[i], down.at[j]), 0)) * across.weight[i];
    }
    sum += row * down.weight[j];
  }
  put(id.x, id.y, sum);
}
