/** What a person's browser calls itself; the HTTP clients of tests are taken for the programs they are. */
export const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
