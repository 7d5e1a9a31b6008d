// SPDX-License-Identifier: Apache-2.0
// A frame's luma at a small size: means of cells, of at most four rows of each.
// Twin: io.sightline.core.motion.SmallLuma; equal to the last bit, where the frame has 8 bits a channel.
//
// group 0   binding 0   the frame of entry "video", which lasts until the task ends
//           binding 1   the frame of entry "picture", [frame height, frame width]
//           binding 2   the luma, [height, width], one byte a cell, four cells to a word, the first in the lowest byte
//           binding 3   sizes
// workgroup 64 x 1 x 1, one invocation four cells: dispatch ceil(width * height / 256)

const ROWS = 4u;

struct Sizes {
  frameWidth: u32,
  frameHeight: u32,
  width: u32,
  height: u32,
}

@group(0) @binding(0) var frame: texture_external;
@group(0) @binding(1) var still: texture_2d<f32>;
@group(0) @binding(2) var<storage, read_write> luma: array<u32>;
@group(0) @binding(3) var<uniform> sizes: Sizes;

// Sixteenths of .299 red + .587 green + .114 blue (ITU-R BT.601), in whole numbers as the twin has them.
fn grey(pixel: vec4<f32>) -> u32 {
  let colour = vec3<u32>(round(clamp(pixel.rgb, vec3<f32>(0.0), vec3<f32>(1.0)) * 255.0));
  return (77u * colour.r + 150u * colour.g + 29u * colour.b) >> 4u;
}

// The columns of a cell: those whose number, scaled down, is the cell's.
fn columns(x: u32) -> vec2<u32> {
  return vec2<u32>(
    (x * sizes.frameWidth + sizes.width - 1u) / sizes.width,
    ((x + 1u) * sizes.frameWidth + sizes.width - 1u) / sizes.width,
  );
}

fn rows(y: u32) -> vec2<u32> {
  return vec2<u32>(y * sizes.frameHeight / sizes.height, (y + 1u) * sizes.frameHeight / sizes.height);
}

// Which row of a cell is read as the k-th of so many.
fn row(k: u32, count: u32, span: vec2<u32>) -> u32 {
  return span.x + (2u * k + 1u) * (span.y - span.x) / (2u * count);
}

@compute @workgroup_size(64)
fn video(@builtin(global_invocation_id) id: vec3<u32>) {
  let cells = sizes.width * sizes.height;
  var word = 0u;
  for (var i = 0u; i < 4u && id.x * 4u + i < cells; i++) {
    let cell = id.x * 4u + i;
    let across = columns(cell % sizes.width);
    let down = rows(cell / sizes.width);
    let count = min(ROWS, down.y - down.x);
    var sum = 0u;
    for (var k = 0u; k < count; k++) {
      for (var x = across.x; x < across.y; x++) {
        sum += grey(textureLoad(frame, vec2<u32>(x, row(k, count, down))));
      }
    }
    word |= ((sum / (count * (across.y - across.x)) + 8u) >> 4u) << (8u * i);
  }
  if (id.x * 4u < cells) {
    luma[id.x] = word;
  }
}

@compute @workgroup_size(64)
fn picture(@builtin(global_invocation_id) id: vec3<u32>) {
  let cells = sizes.width * sizes.height;
  var word = 0u;
  for (var i = 0u; i < 4u && id.x * 4u + i < cells; i++) {
    let cell = id.x * 4u + i;
    let across = columns(cell % sizes.width);
    let down = rows(cell / sizes.width);
    let count = min(ROWS, down.y - down.x);
    var sum = 0u;
    for (var k = 0u; k < count; k++) {
      for (var x = across.x; x < across.y; x++) {
        sum += grey(textureLoad(still, vec2<u32>(x, row(k, count, down)), 0));
      }
    }
    word |= ((sum / (count * (across.y - across.x)) + 8u) >> 4u) << (8u * i);
  }
  if (id.x * 4u < cells) {
    luma[id.x] = word;
  }
}
