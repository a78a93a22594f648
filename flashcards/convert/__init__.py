"""What authors have already, turned into text in our format; nothing here touches a file."""
