"""After the receipt: follow, supply, change, withdraw, results, who looked, representatives, display."""
