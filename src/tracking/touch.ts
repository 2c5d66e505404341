/** How a visit's touch is written, from rows with the columns of `web_sessions`. `at`: ISO 8601, as text. */
export const touchOf = (row: string, at: string): string =>
  `jsonb_build_object('at', ${at}, 'sessionId', ${row}.id, 'source', ${row}.source, 'medium', ${row}.medium,
    'campaign', ${row}.campaign, 'keyword', ${row}.keyword, 'landingPage', ${row}.landing_page, 'referrer', ${row}.referrer)`;
