import { z } from 'zod';

/** What a form needs beyond type and validation. Given with zod's `.meta()`. */
declare module 'zod' {
  interface GlobalMeta {
    /** What the field is called on a form. Required for every settings field. */
    title?: string;
    /** One sentence of help under the field. */
    description?: string;
    /** Never shown again after it was saved. */
    secret?: boolean;
    /** Labels of the choices of an enum, by value. */
    choices?: Record<string, string>;
    placeholder?: string;
    /**
     * The field may hold a template over the call, `{{callerNumber}}`, and must read as this once it is
     * filled in. The host fills it in before the action sees it.
     */
    template?: TemplateKind;
  }
}

const templateKinds = ['TEXT', 'NUMBER', 'EMAIL', 'PHONE', 'CURRENCY', 'DATE'] as const;
export type TemplateKind = (typeof templateKinds)[number];

export const fieldKinds = ['TEXT', 'NUMBER', 'CHECKBOX', 'CHOICE', 'LIST', 'SECRET'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Default value as the form shows it. */
  readonly defaultValue: string | null;
  readonly placeholder: string | null;
  /** What a template in this field must read as; null where none may stand. */
  readonly template: TemplateKind | null;
}

const property = z.looseObject({
  /** A nullable field has two types: `['string', 'null']`. */
  type: z.union([z.string(), z.array(z.string())]).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ enum: z.array(z.string()).optional() }).optional(),
  secret: z.boolean().optional(),
  choices: z.record(z.string(), z.string()).optional(),
  placeholder: z.string().optional(),
  template: z.enum(templateKinds).optional(),
  default: z.unknown().optional(),
});

const document = z.looseObject({
  properties: z.record(z.string(), property).default({}),
  required: z.array(z.string()).default([]),
});

const kindOf = (field: z.infer<typeof property>): FieldKind => {
  const type = [field.type].flat().find((name) => name !== 'null');
  if (field.secret) return 'SECRET';
  if (field.enum) return 'CHOICE';
  if (type === 'boolean') return 'CHECKBOX';
  if (type === 'number' || type === 'integer') return 'NUMBER';
  if (type === 'array') return 'LIST';
  return 'TEXT';
};

/** The form of a settings schema: one zod object gives type, validation and form. */
export const formFields = (settings: z.ZodObject): readonly FormField[] => {
  const { properties, required } = document.parse(z.toJSONSchema(settings, { io: 'input' }));
  return Object.entries(properties).map(([name, field]) => ({
    name,
    label: field.title ?? name,
    help: field.description ?? null,
    kind: kindOf(field),
    required: required.includes(name),
    choices: (field.enum ?? field.items?.enum ?? []).map((value) => ({
      value,
      label: field.choices?.[value] ?? value,
    })),
    defaultValue: field.default === undefined ? null : String(field.default),
    placeholder: field.placeholder ?? null,
    template: field.template ?? null,
  }));
};
