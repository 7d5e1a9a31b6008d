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
  readonly role: 'depth' | 'detector' | 'face' | 'language';
  /** On this page: `absent` is not loaded, `ready` works. */
  readonly state: 'absent' | 'fetching' | 'ready' | 'failed';
  /** The server has its files, or the user chose the model hub and that has them, so `load` can succeed. */
  readonly available: boolean;
  /** Where it runs; null unless it is ready. */
  readonly backend: Backend | null;
  /** WebAssembly threads that it runs on, 1 on a GPU; null unless it is ready. */
  readonly threads: number | null;
  /** This browser keeps its files, so `load` downloads nothing; null until a source or a model was opened. */
  readonly stored: boolean | null;
  readonly bytes: number;
  /** Of the stored weights and of the arithmetic, such as `fp16/fp32`. */
  readonly precision: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** What the server had it from, or `owner/name@commit` where the user chose the model hub. */
  readonly source: string;
}

export interface Capabilities {
  readonly version: string;
  readonly protocol: 1;
  /** In use, or else what a load would try first; null when none would work. */
  readonly backend: Backend | null;
  /** Of depth, as `backend` is; each model tells its own. */
  readonly threads: number;
  /** Cross-origin isolated: WebAssembly may use threads. */
  readonly isolated: boolean;
  readonly adapter: string;
  readonly features: readonly string[];
  readonly models: readonly ModelCapability[];
}

export interface Progress {
  readonly model: string;
  /** `hub`: the model hub is asked for digests, where the user chose it. */
  readonly stage: 'hub' | 'fetch' | 'verify' | 'start' | 'check';
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
  /** Whose clock timed the stages; the total is always the processor's. */
  readonly clock: 'cpu' | 'gpu';
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
  /** Of `data`; null when it has none. */
  readonly unit: 'metres' | null;
  /**
   * Where distances can be told: of a metric model, or of a picture of the open source's size and view while its calibration
   * holds. One map has a scale of its own, so the calibration is brought to it, and is as sure as the two maps fit.
   */
  readonly metres?: MetresOfValues;
  /**
   * Why there is no `metres`: `uncalibrated`, or of a calibration that is kept: made with another `model` or input size; the
   * camera `moved` since; it may be of another camera of that name (`shared`); the picture shows something `elsewhere`, so
   * that its scale is not known; or it was kept by an older version, without the map that it belongs to (`unanchored`).
   */
  readonly noMetres?: {
    readonly reason: 'uncalibrated' | 'model' | 'moved' | 'shared' | 'elsewhere' | 'unanchored';
    readonly message: string;
  };
  readonly backend: Backend;
  readonly model: string;
  readonly timings: Timings;
}

/** What the values of a map mean: depth along the camera's axis. */
export interface MetresOfValues {
  readonly from: 'calibration' | 'model';
  /** True: 1 / metres = scale × value + shift. False: metres = scale × value + shift. */
  readonly inverse: boolean;
  readonly scale: number;
  readonly shift: number;
  /** How sure it is at a depth: the truth lies between near and far 95 of 100 times; far may be Infinity. */
  readonly band: readonly { readonly metres: number; readonly near: number; readonly far: number }[];
}

export type Picture = Blob | ImageBitmap;

/** A field of a structured answer. Names and strings have at most 60 characters and neither quotes nor backslashes. */
export type SchemaField =
  | { type: 'boolean' }
  /** Within 999,999,999 of 0; a `number` has at most three digits after the point. */
  | { type: 'integer' | 'number'; minimum?: number; maximum?: number }
  /** `maxLength` is 1 to 1,000; default 200. */
  | { type: 'string'; maxLength?: number }
  /** 1 to 32 different strings. */
  | { type: 'string'; enum: string[] };

/** JSON Schema of a flat object of 1 to 16 fields, all of which are in the answer, in this order. */
export interface Schema {
  type: 'object';
  properties: Record<string, SchemaField>;
  required?: string[];
}

export interface DetectOptions {
  /** Below it nothing is told, above 0 and at most 1; without it the detector’s own: 0.3 of YOLOX, 0.4 of NanoDet. */
  readonly minScore?: number;
  /** Waits no longer for the answer. */
  readonly signal?: AbortSignal;
}

export interface DetectedBox {
  /** One of COCO’s eighty names: `person`, `chair`, `bottle` … */
  readonly label: string;
  /** 0 to 1; not a probability. */
  readonly score: number;
  /** Left edge, pixels of the picture; the box lies within it. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DetectResult {
  /** Best first, at most 100. */
  readonly boxes: readonly DetectedBox[];
  readonly backend: Backend;
  /** Id of the detector. */
  readonly model: string;
  /** Milliseconds, by the processor’s clock. */
  readonly timings: { readonly pre: number; readonly run: number; readonly post: number; readonly total: number };
}

export interface AskRequest {
  /** 1 to 50 pictures. The same object is the same picture: it is looked at once. The caller keeps the bitmaps. */
  images: Picture[];
  /** Seconds, ascending, one for each picture: then they are frames of a clip. */
  timestamps?: number[];
  /** Length of that clip, where it is longer than the last timestamp. */
  seconds?: number;
  /**
   * Looks at each picture in tiles, too, up to the model's longest edge (2,048 pixels, 16 tiles and the whole for
   * SmolVLM2): for documents and whiteboards. Costs a look and a view's tokens for each tile. Not with `timestamps`.
   */
  detail?: boolean;
  /** 1 to 4,000 characters. */
  question: string;
  /** What the model is told about its task. */
  system?: string;
  /** 1 to 1,024; default 128. */
  maxTokens?: number;
  /** 0 (the default) takes the likeliest token; at most 2. */
  temperature?: number;
  /** Of the choice at a temperature above 0, so that it can be repeated. */
  seed?: number;
  /** Milliseconds after which the answer ends as it is. */
  deadline?: number;
  /** The form of the answer: it is valid JSON of this form, always; `Answer.value` has it read. */
  schema?: Schema;
  onToken?: (token: Token) => void;
  /** Aborting ends the answer within a token; the promise resolves with what there is. */
  signal?: AbortSignal;
}

export interface Token {
  /** Which question it answers: all tokens of an answer carry the same number. */
  readonly call: number;
  /** What is new: of one token, or of several where they come faster than a screen shows them. */
  readonly text: string;
  /** Tokens of the answer so far. */
  readonly tokens: number;
}

export interface LanguageTimings {
  /** Milliseconds. Looking at pictures; 0 when all were known. */
  readonly vision: number;
  /** Reading the prompt, as far as it was new. */
  readonly prefill: number;
  /** From the question to the first token. */
  readonly firstToken: number;
  /** From the first token to the last. */
  readonly decode: number;
  readonly total: number;
}

/** What could be taken from earlier questions. */
export interface Reuse {
  /** Pictures, or with `detail` views of them, that had to be looked at, of so many. */
  readonly seen: number;
  readonly frames: number;
  /** Tokens of the prompt that had to be read, of so many. */
  readonly read: number;
  readonly prompt: number;
  /** Bytes kept for the next question. */
  readonly kept: number;
}

export interface Answer {
  readonly text: string;
  /** The values of a structured answer, unless it was broken off. */
  readonly value?: Readonly<Record<string, boolean | number | string>>;
  readonly tokens: number;
  readonly finish: 'stop' | 'length' | 'deadline' | 'aborted';
  readonly timings: LanguageTimings;
  readonly tokensPerSecond: number;
  readonly reuse: Reuse;
  readonly model: string;
  readonly backend: Backend | null;
}

export interface VerifyRequest {
  images: Picture[];
  timestamps?: number[];
  seconds?: number;
  /** As for `ask`; of `second`, too. */
  detail?: boolean;
  /** A question that yes or no answers. */
  question: string;
  /** A question whose answer is the opposite. */
  contrast?: string;
  /** Other pictures of the same event, asked the same. */
  second?: Picture[];
  secondTimestamps?: number[];
  /** Where p becomes a yes; default 0.5. */
  threshold?: number;
  signal?: AbortSignal;
}

export interface VerdictResult {
  readonly verdict: 'yes' | 'no' | 'unsure';
  /** Probability of yes, calibrated by the user's marks. */
  readonly p: number;
  /** Probability of yes to the opposite question. */
  readonly pContrast?: number;
  /** Probability of yes on the second pictures. */
  readonly pSecond?: number;
  /** None of them contradicts another. */
  readonly agreed: boolean;
  /** Of yes, before calibration. */
  readonly logOdds: number;
  /** Temperature that the log-odds were divided by. */
  readonly calibration: number;
  readonly timings: LanguageTimings;
  readonly reuse: Reuse;
  readonly model: string;
  readonly backend: Backend | null;
}

/**
 * The measured frame; the map, scaled to 16 bits with text chunks that say what its steps mean; the model's own values;
 * points or a surface in space (shape only, unit unknown, where the map is not in metres; the file's comments say which);
 * what the probe and the pins read; the cut-out on show with its transparency; any effect on show. The last two need the
 * effect to be chosen on the page, and WebGPU. The kept alerts as JSON, as a table, and as an archive of both with the
 * pictures and the clips.
 */
export type ExportKind =
  | 'frame-png'
  | 'depth-png16'
  | 'depth-npy'
  | 'pointcloud-ply'
  | 'mesh-ply'
  | 'probes-csv'
  | 'cutout-png'
  | 'effect-png'
  | 'alerts-json'
  | 'alerts-csv'
  | 'alerts-zip';

export type ModelPhase = 'looking' | 'none' | 'absent' | 'idle' | 'loading' | 'ready' | 'failed';

export interface SightlineEvents {
  state: {
    readonly source: {
      readonly kind: 'sample' | 'file' | 'url' | 'camera' | 'screen';
      readonly name: string;
      readonly state: 'opening' | 'open' | 'paused' | 'gone';
      readonly width?: number;
      readonly height?: number;
      /** While it is watched: whether it shows anything. */
      readonly health?: Health;
    } | null;
    /** The depth model. */
    readonly model: ModelPhase;
    /** The language model. */
    readonly language: ModelPhase;
  };
  progress: Progress;
  /** An answer grows, whoever asked. */
  token: Token;
  backend: {
    readonly backend: Backend;
    readonly threads: number;
    /** The better backends and why they are not in use. */
    readonly passes: readonly { readonly backend: Backend; readonly reason: string }[];
  };
  error: SightlineError;
  /** What is there now, while rules are watched; a few times a second. */
  scene: Scene;
  /** An alert of a rule that tells the host: new, more is known of it, or it is over. Its pictures are as they were seen. */
  alert: Alert;
  /** The clip of an alert that is over and was told, as soon as it is made. */
  clip: { readonly alert: string; readonly clip: Blob };
  /** An alert that the host's own, larger model may look at. */
  escalate: { readonly alert: string; readonly images: readonly Blob[] };
}

export interface Zone {
  readonly name?: string;
  /** 0 to 1 of the image, or metres on the floor. */
  readonly polygon?: readonly (readonly [x: number, y: number])[];
  readonly plane?: 'image' | 'floor';
  readonly anchor?: 'foot' | 'centre' | 'box';
  /** Null where it has no end. */
  readonly distance?: readonly [near: number, far: number | null];
  readonly unit?: 'metres' | 'relative';
  readonly aboveFloor?: readonly [low: number, high: number | null];
  readonly dwellSeconds?: number;
  readonly inertia?: Inertia;
}

/** What keeps who stands at a zone's edge from going in and out; what is left out is as usual. */
export interface Inertia {
  /** Inside for so long before it counts, 0 to 60; 0.3, as usual. */
  readonly enterSeconds?: number;
  /** Beyond the margin for so long before it counts, 0 to 60; 0.7. */
  readonly leaveSeconds?: number;
  /** Margin around an outline on the picture, in heights of the picture, 0 to 0.45; 0.02. */
  readonly frame?: number;
  /** Margin of the share that is covered, where the whole box counts, 0 to 0.45; 0.1. */
  readonly cover?: number;
  /** Margin of distances, heights and outlines on the floor, 0 to 10; 0.15, or a value's own band if that is more. */
  readonly metres?: number;
  /** Margin of relative distances, 0 to 0.45; 0.03, likewise. */
  readonly relative?: number;
}

export interface Rule {
  readonly id: string;
  readonly version: 1;
  readonly name: string;
  readonly enabled?: boolean;
  readonly when?: { readonly days?: readonly string[]; readonly from?: string; readonly to?: string };
  readonly subject: {
    /** As detectors have it; 'motion' for what moves, 'scene' for the picture as a whole. */
    readonly label: string;
    readonly minScore?: number;
    readonly minSeconds?: number;
    readonly heightMetres?: readonly [least: number, most: number];
    /** A person of whom only a part hangs into the picture, such as an arm, will do. */
    readonly parts?: boolean;
    /** The rule is about none of these being there, after one was. */
    readonly absent?: boolean;
  };
  readonly zone?: Zone;
  /** In place of zone: one of these. */
  readonly zones?: readonly Zone[];
  /** Only while one of these is as near. */
  readonly near?: { readonly label: string; readonly metres: number };
  readonly question?: {
    readonly text: string;
    readonly contrast?: string;
    readonly frames?: number;
    readonly overSeconds?: number;
    readonly threshold?: number;
    readonly reask?: boolean;
    readonly deadlineSeconds?: number;
    readonly againSeconds?: number;
    /** What is measured is told with it, as a sentence before it; no, as usual. */
    readonly facts?: boolean;
  };
  readonly act?: {
    readonly severity?: 'notice' | 'alert' | 'alarm';
    readonly cooldownSeconds?: number;
    /** As usual: page and host. Without host there is neither an alert nor a clip event. */
    readonly notify?: readonly ('page' | 'host' | 'notification')[];
    /** The host's own, larger model may look at its alerts: event escalate. */
    readonly escalate?: boolean;
  };
  readonly recipe?: string;
  /** What keeps it from working as things are; told, and ignored when given. */
  readonly obstacles?: readonly Obstacle[];
}

export type Obstacle = 'no-detector' | 'unknown-label' | 'no-metres' | 'no-depth' | 'no-language';

export interface Subject {
  readonly track: number;
  readonly label: string;
  readonly score: number;
  /** Source pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Detected on the newest frame, else predicted. */
  readonly seen: boolean;
  readonly seconds: number;
  /** Metres a second. */
  readonly speed?: number;
  readonly distance?: number;
  readonly distanceBand?: number;
  readonly unit?: 'metres' | 'relative';
  /** On the floor: metres to the right of the camera, and away from it. */
  readonly foot?: readonly [across: number, away: number];
  readonly metresTall?: number;
}

/** How far frames came: each gate's count of those that passed. */
export type Funnel = { readonly [stage: string]: number };

/** A subject that came near to an alert and stayed without. Times are seconds of its stream. */
export interface NearMiss {
  readonly rule: string;
  /** Not of a scene as a whole, or of an absence. */
  readonly track?: number;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** When the gate was failed by the least. */
  readonly at: number;
  /** The furthest gate that it came to, its number there, and what that was held against. */
  readonly gate: string;
  readonly passed: false;
  readonly value: number | null;
  readonly limit: number | null;
  readonly why: string;
  /** By how much it failed, in the gate's unit. */
  readonly shortfall: number | null;
}

/** A time: milliseconds since 1970, a Date, or its text, which without a zone is of the clock on the wall. */
export type Time = number | Date | string;

export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Why there was no alert in a period, also before the page was opened. Times are milliseconds since 1970. */
export interface Why {
  readonly from: number;
  /** At most now. */
  readonly to: number;
  /** Of all rules together, and of each; widened to whole steps. */
  readonly funnel: Funnel;
  readonly rules: { readonly [rule: string]: Funnel };
  /** What is counted by: a minute, or of what is older than two days an hour, milliseconds. */
  readonly step: number;
  /** When there was watching. */
  readonly watched: readonly Period[];
  /** When nothing was seen, or little. */
  readonly lapses: readonly (Period & { readonly why: Scene['lapses'][number]['why'] })[];
  /** When nothing was recorded: the page was closed, nothing was open, or no rule was on. */
  readonly gaps: readonly Period[];
  /** Nothing is kept from before that. */
  readonly oldest: number;
  /** The latest 200, oldest first. */
  readonly misses: readonly (NearMiss & {
    /** In words, from measurements alone. */
    readonly reason: string;
    readonly wall: Period & { readonly at: number };
    readonly image?: Blob;
    /** When that was. */
    readonly imageAt?: number;
  })[];
  /** There were more near misses than are told. */
  readonly more: boolean;
  /** In memory it is gone with the page. */
  readonly kept: 'browser' | 'memory';
  /** Why it is in memory only, in the browser's words. */
  readonly refusal?: string;
}

/** A subject and a zone. */
export interface Standing {
  readonly rule: string;
  /** Number of the zone among the rule's, from 0. */
  readonly zone: number;
  readonly name: string;
  readonly track: number;
  readonly label: string;
  readonly anchor: 'foot' | 'centre' | 'box';
  /** The place of the picture that the zone goes by, 0 to 1. */
  readonly u: number;
  readonly v: number;
  /** That it has to be inside for before it counts. */
  readonly enterSeconds: number;
  readonly inside: boolean;
  readonly since?: number;
  /** That it has been inside. */
  readonly seconds: number;
  /** What the zone asks for, and what was found; the stay last. A value that cannot be told is left out. */
  readonly checks: readonly {
    readonly condition: 'place' | 'distance' | 'above' | 'dwell';
    readonly unit: 'frame' | 'cover' | 'metres' | 'relative' | 'seconds';
    readonly value?: number;
    readonly band?: number;
    readonly least: number;
    readonly most?: number;
  }[];
}

/** Whether a source that is watched shows anything. */
export type Health = 'ok' | 'frozen' | 'black' | 'gone' | 'unplugged';

export interface Scene {
  /** Seconds of the stream. */
  readonly t: number;
  /** Told every second, also where no frame comes. */
  readonly health: Health;
  /** Frames a second, lately; a hidden page may get few. */
  readonly rate: number;
  /** When nothing was seen, or little: milliseconds since 1970; without an end while it lasts. */
  readonly lapses: readonly {
    readonly why: 'frozen' | 'black' | 'gone' | 'unplugged' | 'asleep' | 'slow';
    readonly from: number;
    readonly to?: number;
  }[];
  readonly gate?: string;
  readonly share?: number;
  readonly largest?: number;
  readonly noise?: number;
  readonly threshold?: number;
  readonly blobs?: readonly (readonly (readonly [u: number, v: number])[])[];
  /** Size of the frames that places are given in, pixels. */
  readonly width?: number;
  readonly height?: number;
  readonly subjects: readonly Subject[];
  /** How each who is seen stands to each zone of the rules that watch. */
  readonly standings: readonly Standing[];
  /** Frames so far, those with motion, and (looks) those that the models saw. */
  readonly frames: number;
  readonly moving: number;
  readonly funnel: Funnel;
  readonly looks: number;
  readonly waiting: number;
  readonly callsLeft: number;
  readonly dropped: { readonly [why: string]: number };
  /** The latest twenty who came near to an alert. */
  readonly misses: readonly NearMiss[];
}

export interface Alert {
  readonly id: string;
  readonly rule: string;
  readonly severity: 'notice' | 'alert' | 'alarm';
  readonly phase: 'new' | 'update' | 'end';
  readonly from: number;
  readonly to?: number;
  readonly subject: {
    readonly track?: number;
    readonly label: string;
    readonly score?: number;
    readonly distance?: number;
    readonly unit?: 'metres' | 'relative';
    readonly position?: readonly [x: number, y: number, z: number];
  };
  readonly verdict?: {
    readonly verdict: 'yes' | 'no' | 'unsure';
    readonly p: number;
    readonly pContrast?: number;
    readonly pSecond?: number;
    readonly agreed: boolean;
    readonly question: string;
    /** Of yes, before calibration. */
    readonly logOdds?: number;
    readonly model?: string;
  };
  /** Why it went out without a verdict. */
  readonly unverified?: string;
  /** Why, in words, from measurements alone. */
  readonly reason: string;
  readonly evidence: readonly { readonly t: number; readonly image?: Blob }[];
  /** A short WebM, of those that are kept; of a new one it comes by the event clip, where the browser encodes one. */
  readonly clip?: Blob;
  /** Why there is no clip. */
  readonly noClip?: 'unsupported' | 'few' | 'busy' | 'failed';
  /** When it was first kept, milliseconds since 1970. */
  readonly savedAt?: number;
  /** The browser could not keep it: it is in this event only. */
  readonly lost?: boolean;
  /** What each gate said. */
  readonly gate: object;
  readonly mark?: 'right' | 'wrong';
}

export interface ReplayOptions {
  /** In place of the page's rules. */
  readonly rules?: readonly Rule[];
  /** Most frames a second that are looked at; all, when left out. */
  readonly fps?: number;
  readonly onProgress?: (progress: { readonly seconds: number; readonly length: number }) => void;
  readonly signal?: AbortSignal;
}

export interface ReplayResult {
  readonly frames: number;
  readonly seconds: number;
  readonly gate: Funnel;
  readonly motion: readonly { readonly from: number; readonly to: number }[];
  readonly tracks: readonly {
    readonly id: number;
    readonly label: string;
    readonly from: number;
    readonly to: number;
    /** Of very long clips only some, evenly. */
    readonly points: readonly {
      readonly t: number;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly score: number;
      readonly distance?: number;
      readonly position?: readonly [x: number, y: number, z: number];
    }[];
  }[];
  readonly alerts: readonly Alert[];
  readonly misses: readonly NearMiss[];
  readonly dropped: { readonly [why: string]: number };
  /** Where the clip could not be read, seconds; without `to`: to its end. What lies before and after was seen. */
  readonly broken?: readonly { readonly from: number; readonly to?: number; readonly cause: string }[];
  /** Milliseconds. */
  readonly timings: {
    readonly [stage: string]: { readonly count: number; readonly median: number; readonly p95: number };
  };
}

export type RedactKind = 'people' | 'faces' | 'handwriting';

export interface RedactOptions {
  /** What is looked for. `faces` are heads, taken from people's boxes, and faces where the server has a face detector; `handwriting` needs a language model. None: only `regions`. */
  readonly kinds?: readonly RedactKind[];
  /** `fill` leaves nothing and is usual; `blur` leaves a few colours. */
  readonly method?: 'fill' | 'blur';
  /** Areas of your own: 0 to 1 of the frame; `from` and `to` in seconds, the whole clip when left out. */
  readonly regions?: readonly {
    readonly polygon: readonly (readonly [x: number, y: number])[];
    readonly from?: number;
    readonly to?: number;
  }[];
  /** Detections of at least this score are covered, 0.1 to 0.9; 0.25 when left out. */
  readonly score?: number;
  /** Covered for as long before the first and after the last detection, seconds; 1 when left out. */
  readonly marginSeconds?: number;
  /** Between two frames about whose writing is asked, seconds; 1 when left out. */
  readonly everySeconds?: number;
  /** MP4 with H.264 where the browser writes it, else WebM, when left out. */
  readonly format?: 'mp4' | 'webm';
  readonly onProgress?: (progress: {
    readonly stage: 'find' | 'write';
    readonly seconds: number;
    readonly length: number;
  }) => void;
  /** Stopped, nothing is left. */
  readonly signal?: AbortSignal;
}

/** How pictures and clips of alerts go out: people, or heads and faces, covered, as by `redact`. */
export interface AlertRedaction {
  readonly kinds: readonly ('people' | 'faces')[];
  /** `fill` leaves nothing and is usual; `blur` leaves a few colours. */
  readonly method?: 'fill' | 'blur';
}

/** A picture or a clip that could not be covered, and so was left out. */
export interface LeftOut {
  readonly alert: string;
  readonly what: 'picture' | 'clip';
  /** Stream time of a picture, seconds. */
  readonly t?: number;
  /** Names the text of `message`. */
  readonly reason: string;
  readonly message: string;
}

export interface AlertOptions {
  /**
   * Without it they go as they were seen. Needs a detector, which looks at each picture and twice through each clip; without one
   * the call is refused (`no-model`), and while another clip is worked on (`busy`). It misses some people.
   */
  readonly redact?: AlertRedaction;
  /** What could not be covered; the archive's alerts.json says it, too. */
  readonly onLeftOut?: (left: LeftOut) => void;
  readonly onProgress?: (progress: { readonly done: number; readonly of: number }) => void;
  readonly signal?: AbortSignal;
}

export interface RedactResult {
  /** The clip without its sound and without what else the file said. */
  readonly clip: Blob;
  readonly codec: string;
  readonly frames: number;
  /** Frames of which something is covered. */
  readonly covered: number;
  /** Frames that are covered whole, since they could not be looked at. */
  readonly whole: number;
  /** People, and faces that are not where the head of one was sought, that were followed. */
  readonly tracks: number;
  /** Whether a face detector looked. */
  readonly faceDetector: boolean;
  readonly finds: readonly {
    readonly id: number;
    readonly kind: RedactKind;
    /** By what it was found. */
    readonly by: 'body' | 'face' | 'question';
    /** Covered from and to, seconds. */
    readonly from: number;
    readonly to: number;
    readonly sightings: number;
    /** Of the surest sighting. */
    readonly score: number;
  }[];
  /** What has to be known before the clip is handed on. */
  readonly warnings: readonly {
    readonly reason: 'missed' | 'heads' | 'faces' | 'failed' | 'unanswered' | 'sound' | 'broken';
    readonly message: string;
  }[];
}

export interface Sightline {
  capabilities(): Promise<Capabilities>;
  /** Loads models, at most one of them a language model; downloads what the browser does not keep. */
  load(ids: string[], options?: LoadOptions): Promise<void>;
  /** Opens a source in place of the one that is open. */
  open(source: Source): Promise<OpenedSource>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
  /** Measures one picture, also while a source is open. The caller keeps the bitmap. */
  depth(image: Blob | ImageBitmap, options?: DepthOptions): Promise<DepthResult>;
  /** Finds people and things on one picture, with a detector that is loaded. The caller keeps the bitmap. */
  detect(image: Blob | ImageBitmap, options?: DetectOptions): Promise<DetectResult>;
  /** Asks the language model in words. */
  ask(request: AskRequest): Promise<Answer>;
  /** Asks it for a yes or no, in one run of the model. */
  verify(request: VerifyRequest): Promise<VerdictResult>;
  /** Adds a rule, in place of the one with its id; rules are kept in this browser, and watched while a moving source is open. */
  watch(rule: Rule): Promise<{ readonly id: string; readonly obstacles: readonly Obstacle[] }>;
  unwatch(id: string): Promise<void>;
  rules(): Promise<Rule[]>;
  /** A recorded clip through the same pipeline, every frame, as fast as the machine goes. */
  replay(clip: Blob | string, options?: ReplayOptions): Promise<ReplayResult>;
  /** A clip in which people, heads, writing or areas of your own are covered. */
  redact(clip: Blob | string, options: RedactOptions): Promise<RedactResult>;
  /** The alerts that this browser keeps, newest first; their pictures and clips as seen, or covered. */
  alerts(options?: AlertOptions): Promise<Alert[]>;
  /**
   * Why there was no alert in a period: how much passed each gate, who came near and by how much they failed, and of when
   * nothing can be said. Without an end until now, without a begin of all that is kept. Also of periods before a reload.
   */
  why(period?: { readonly from?: Time; readonly to?: Time }): Promise<Why>;
  /** Whether an alert was right; null takes it back. */
  mark(alert: string, right: boolean | null): Promise<void>;
  /** Deletes kept alerts; when none is named all, and the near misses and counts that `why` tells as well. */
  forget(alerts?: string[]): Promise<void>;
  /** The newest result of the open source as a file, or the kept alerts. The options are of `alerts-zip`. */
  export(what: ExportKind, options?: AlertOptions): Promise<Blob>;
  /** Adds a listener and returns the function that removes it; throws a SightlineError for an unknown event. */
  on<E extends keyof SightlineEvents>(event: E, listener: (detail: SightlineEvents[E]) => void): () => void;
}

declare global {
  interface Window {
    readonly sightline: Sightline;
  }
}
