/** The child task that draws a sketch. */
export const sketchTaskName = 'sketch';
