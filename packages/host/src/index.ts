export { type Children, createChildren } from './children/children.ts';
export type { ChildCommand } from './children/child-command.ts';
export type { ChildEnd } from './children/child-end.ts';
export { type ChildTask, type ChildTaskContext, serveChildTask } from './children/serve-child-task.ts';
export { type RunningChild, type StartChildOptions, startChild } from './children/start-child.ts';
export { openVideoWriter, type VideoWriter, type VideoWriterOptions } from './media/video-writer.ts';
