// The reference Subscribe server (openconfig/gnmi, packages cache and subscribe), fed with a recording:
// SubscribeResponses as protobuf JSON, one a line, on the standard input. It prints its port, and ends with its input.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"

	"github.com/openconfig/gnmi/cache"
	pb "github.com/openconfig/gnmi/proto/gnmi"
	"github.com/openconfig/gnmi/subscribe"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protojson"
)

func main() {
	name := os.Args[1]
	device := cache.New([]string{name})
	server, err := subscribe.NewServer(device)
	if err != nil {
		log.Fatal(err)
	}
	device.SetClient(server.Update)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	service := grpc.NewServer()
	pb.RegisterGNMIServer(service, server)
	go func() { log.Fatal(service.Serve(listener)) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)

	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var response pb.SubscribeResponse
		if err := protojson.Unmarshal(lines.Bytes(), &response); err != nil {
			log.Fatalf("line %q: %v", lines.Text(), err)
		}
		if response.GetSyncResponse() {
			device.Sync(name)
		} else if err := device.GnmiUpdate(response.GetUpdate()); err != nil {
			log.Fatalf("line %q: %v", lines.Text(), err)
		}
	}
}
