// SPDX-License-Identifier: Apache-2.0
// The public API on the page, version 1: what this version has of it. A failed call rejects with a SightlineError.

export type ErrorCode =
  | 'unsupported'
  | 'bad-input'
  | 'no-model'
  | 'model-corrupt'
  | 'device-lost'
  | 'aborted'
  | 'denied'
  | 'busy'
  | 'quota'
  | 'network'
  | 'internal';

export interface SightlineError extends Error {
  readonly name: 'SightlineError';
  readonly code: ErrorCode;
  /** `reason` names the text of `message`; the rest are the values that it mentions. */
  readonly detail: { readonly reason: string; readonly [value: string]: unknown };
}

export type Backend = 'webgpu-fp16' | 'webgpu-fp32' | 'wasm-threads' | 'wasm';

export interface ModelCapability {
  readonly id: string;
  readonly role: 'depth' | 'detector' | 'language';
  /** On this page: `absent` is not loaded, `ready` measures. */
  readonly state: 'absent' | 'fetching' | 'ready' | 'failed';
  /** The server has its files, so `load` can succeed. */
  readonly available: boolean;
  /** This browser keeps its files, so `load` downloads nothing. */
  readonly stored: boolean;
  readonly bytes: number;
  /** Of the stored weights and of the arithmetic, such as `fp16/fp32`. */
  readonly precision: string;
  /** SPDX identifier. */
  readonly licence: string;
  readonly source: string;
}

export interface Capabilities {
  readonly version: string;
  readonly protocol: 1;
  /** In use, or else what a load would try first; null when none would work. */
  readonly backend: Backend | null;
  readonly threads: number;
  /** Cross-origin isolated: WebAssembly may use threads. */
  readonly isolated: boolean;
  readonly adapter: string;
  readonly features: readonly string[];
  readonly models: readonly ModelCapability[];
}

export interface Progress {
  readonly model: string;
  readonly stage: 'fetch' | 'verify' | 'start' | 'check';
  /** Bytes so far, in `fetch`. */
  readonly done: number;
  /** Bytes in all; 0 when the stage has no measure. */
  readonly total: number;
  /** The bytes come from the browser's own store. */
  readonly cached: boolean;
}

export interface LoadOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export type Source =
  | { kind: 'camera'; deviceId?: string }
  | { kind: 'screen' }
  | { kind: 'file'; blob: Blob }
  /** An address on the page's own site: the page loads nothing from others. */
  | { kind: 'url'; url: string }
  | { kind: 'sample'; id: 'room' | 'room-walk' };

export interface OpenedSource {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Of a clip whose length is known. */
  readonly seconds?: number;
}

export interface DepthOptions {
  /** `[height, width]` at which the picture enters the model: multiples of 14. Default: the page's setting. */
  size?: [height: number, width: number];
}

export interface Timings {
  /** Milliseconds. */
  readonly pre: number;
  readonly run: number;
  readonly post: number;
  readonly total: number;
}

export interface DepthResult {
  readonly width: number;
  readonly height: number;
  /** Row-major, the model's own values. */
  readonly data: Float32Array;
  /** `relative`: scale and shift unknown; `metric`: metres. */
  readonly kind: 'relative' | 'metric';
  /** Which values are nearer. */
  readonly near: 'large' | 'small';
  readonly backend: Backend;
  readonly model: string;
  readonly timings: Timings;
}

export type ExportKind = 'frame-png' | 'depth-png16' | 'depth-npy';

export interface SightlineEvents {
  state: {
    readonly source: {
      readonly kind: 'sample' | 'file' | 'url' | 'camera' | 'screen';
      readonly name: string;
      readonly state: 'opening' | 'open' | 'paused' | 'gone';
      readonly width?: number;
      readonly height?: number;
    } | null;
    readonly model: 'looking' | 'none' | 'absent' | 'idle' | 'loading' | 'ready' | 'failed';
  };
  progress: Progress;
  backend: {
    readonly backend: Backend;
    readonly threads: number;
    /** The better backends and why they are not in use. */
    readonly passes: readonly { readonly backend: Backend; readonly reason: string }[];
  };
  error: SightlineError;
}

export interface Sightline {
  capabilities(): Promise<Capabilities>;
  /** Loads models; downloads what the browser does not keep. */
  load(ids: string[], options?: LoadOptions): Promise<void>;
  /** Opens a source in place of the one that is open. */
  open(source: Source): Promise<OpenedSource>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
  /** Measures one picture, also while a source is open. The caller keeps the bitmap. */
  depth(image: Blob | ImageBitmap, options?: DepthOptions): Promise<DepthResult>;
  /** The newest result of the open source as a file. */
  export(what: ExportKind): Promise<Blob>;
  /** Adds a listener and returns the function that removes it; throws a SightlineError for an unknown event. */
  on<E extends keyof SightlineEvents>(event: E, listener: (detail: SightlineEvents[E]) => void): () => void;
}

declare global {
  interface Window {
    readonly sightline: Sightline;
  }
}
