import { z } from 'zod';

const hostName = /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*\.?$|^\[[0-9a-f:.]{2,45}\]$/i;

export const emailSettings = z.object({
  host: z.string().trim().regex(hostName, 'Give the name of a mail server, like smtp.example.com.').meta({
    title: 'Mail server',
    description: 'Name of the SMTP server that takes your mail in.',
    placeholder: 'smtp.example.com',
  }),
  port: z.number().int().min(1).max(65_535).default(587).meta({
    title: 'Port',
    description: 'Usually 587 with STARTTLS and 465 with TLS.',
  }),
  security: z
    .enum(['STARTTLS', 'TLS', 'NONE'])
    .default('STARTTLS')
    .meta({
      title: 'Encryption',
      description: 'How the connection is secured. Without encryption no password is sent.',
      choices: {
        STARTTLS: 'STARTTLS, before anything else is said',
        TLS: 'TLS from the first byte',
        NONE: 'No encryption',
      },
    }),
  from: z.email('Give an e-mail address, like calls@example.com.').meta({
    title: 'Sender address',
    description: 'The address messages come from. The mail server must let you send from it.',
    placeholder: 'calls@example.com',
  }),
  fromName: z.string().max(100).default('').meta({
    title: 'Sender name',
    description: 'What people read in place of the address. Empty: the address alone.',
  }),
});
export type EmailSettings = z.infer<typeof emailSettings>;

export const emailSecrets = z.object({
  user: z
    .string()
    .trim()
    .max(320)
    .default('')
    .meta({ title: 'User name', description: 'Often your whole e-mail address. Empty: no sign-in.' }),
  password: z
    .string()
    .max(1_000)
    .default('')
    .meta({ title: 'Password', description: 'Often one made for apps alone.', secret: true }),
});
