/** Text with a field of the call put in place of what was selected, and where the caret stands after it. */
export const inserted = (
  text: string,
  selection: { readonly start: number; readonly end: number },
  path: string,
): { readonly text: string; readonly caret: number } => {
  const expression = `{{${path}}}`;
  const before = text.slice(0, selection.start);
  return { text: before + expression + text.slice(selection.end), caret: before.length + expression.length };
};
