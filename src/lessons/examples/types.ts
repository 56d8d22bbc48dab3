// What an example is.
export const exampleGroups = ['first', 'parallel', 'failing', 'scheduled'] as const;
export type ExampleGroup = (typeof exampleGroups)[number];
export type Example = { id: string; group: ExampleGroup; /** YAML as it appears in the editor. */ yaml: string };
