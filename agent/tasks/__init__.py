"""What models are asked for, one file a task: facts in, words out, checked by code before anybody reads them."""
