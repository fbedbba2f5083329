// The page opens.

readAddress();
state.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
setUpSaveMenu();
setUpDress();
setUpSheet();
speak();
show();
document.documentElement.dataset.ready = "true";
