"""The same requests to the real piccolo_api and to ours, each on its own copy of one database that piccolo has made."""
