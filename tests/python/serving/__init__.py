"""What only shows in a server's own process: other servers, several workers, forks, shutdown, a loop kept free."""
