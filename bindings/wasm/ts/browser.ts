import { readWith } from "./files.js";

readWith(async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} could not be fetched: ${response.status} ${response.statusText}`);
  return response;
});

export * from "./library.js";
